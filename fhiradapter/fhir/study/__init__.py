"""What a study is: its header, who runs it, where, and for whom."""
