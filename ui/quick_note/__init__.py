"""The box on Vandaag for one sentence: what is read in it, to correct, and where it goes."""
