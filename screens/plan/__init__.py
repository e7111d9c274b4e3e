"""The plan of an experiment on screen: the page, the form, and the addresses that the form saves through."""
