"""What only the whole sentence tells, before its mentions are gone through and after: one pass a file."""
