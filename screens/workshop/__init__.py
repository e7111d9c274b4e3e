"""The live workshop: joining, the phones of participants, the facilitator's page and the shared screen."""
