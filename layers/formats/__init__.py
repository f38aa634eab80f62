"""Writers for spreadsheets, vector files, PDF, PNG, PPTX and SVG; drawing, text layout, fonts.

The formats for features stand in `vector.VECTOR_FORMATS`; how to add one: CONTRIBUTING.md.
"""
