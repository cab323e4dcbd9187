"""Charts as inline SVG: text stays text, colours stand in the style sheet, nothing is fetched."""
