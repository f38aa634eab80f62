"""Writers for spreadsheets, vector files, PDF, PNG, PPTX and SVG; drawing, text layout, fonts."""
