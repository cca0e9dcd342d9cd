"""One sentence: what is mentioned in it, who belongs to whom, and the facts that are said of each treatment.

Start reading at `giving`; beneath it, `mentioned` finds what a sentence mentions, `said` keeps what is said of a
treatment, `around` asks the words around a mention, `steps` and `passes` decide.
"""
