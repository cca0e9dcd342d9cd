"""`python -m fhiradapter`."""

from fhiradapter.cli.main import main

main()
