"""Rules over study.yaml: whether its values agree with each other and with the law data."""
