"""One text, sentence by sentence: its parts, what repeat statements are about, and what became of each sentence."""
