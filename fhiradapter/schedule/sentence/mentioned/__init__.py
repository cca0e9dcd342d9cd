"""What a sentence mentions: treatments, phrases of dosing and time, and the families of words between them."""
