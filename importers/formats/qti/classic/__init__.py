"""QTI 1.2: its assessments, the conditions that state its keys, and questions whose values are calculated."""
