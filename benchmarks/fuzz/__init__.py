"""Strange input by the thousand against the real app: `python -m benchmarks.fuzz`. The same seed gives the same inputs."""
