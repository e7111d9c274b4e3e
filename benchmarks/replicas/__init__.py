"""Processes on one PostgreSQL behind nginx: what they carry, and what is left when one goes. `python -m benchmarks.replicas`."""
