"""Page /indicators: values of the plan's indicators."""
