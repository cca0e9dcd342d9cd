"""Offline checks of FHIR resources: findings are Issues. `structure` asks fhir.resources for its opinion."""
