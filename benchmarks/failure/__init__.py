"""What happens when something breaks: the real app, with one part of its world taken away. `python -m benchmarks.failure`."""
