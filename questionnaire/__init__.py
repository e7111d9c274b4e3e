"""What is asked: the content, loading and checking it, and the answers people give."""
