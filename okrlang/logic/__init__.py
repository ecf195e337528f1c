"""Rules: what can be read, how it is judged, and the packs that hold what we think is good practice."""
