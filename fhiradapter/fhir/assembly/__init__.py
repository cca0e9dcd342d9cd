"""Where a translation is put together: study, treatment, source and provenance in one transaction; and back."""
