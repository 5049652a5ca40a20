"""Analytics: the audit log, the event log, and figures derived from the other tables."""
