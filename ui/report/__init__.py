"""The parts of the Rapport screen: the choice, the school's own words, the files, the preview."""
