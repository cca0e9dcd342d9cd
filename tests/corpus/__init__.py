"""The reference corpus beside the project, where it is there: real records, many of them."""
