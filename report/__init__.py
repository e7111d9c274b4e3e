"""What leaves the app: the report as PDF."""
