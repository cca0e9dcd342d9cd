"""What is given and when: definitions, plans, templates of prescriptions; and the same read back."""
