"""From candidate statements to passages, edits and meaning."""
