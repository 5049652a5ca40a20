"""IMS Content Packaging: what SCORM packages, Common Cartridges and QTI packages have in common."""
