"""What is done with a mention of each kind on the way through a sentence: one file a subject, one function a kind."""
