"""What follows from the models: tables, policies, masks, triggers and the audit log, as SQL."""
