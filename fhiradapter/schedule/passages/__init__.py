"""What passages say of treatments: entries, references between them, what complements or contradicts what, stages."""
