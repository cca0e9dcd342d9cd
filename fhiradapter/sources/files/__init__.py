"""Files to records: archives, streams and collections, cut without being held in memory."""
