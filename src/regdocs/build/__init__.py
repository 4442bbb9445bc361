"""Building: composed documents become files in the submission's build folder, with a record of what they hold."""
