"""Rules over what people wrote: the texts of study.yaml and the narrative."""
