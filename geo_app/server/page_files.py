"""The pages of the app: address → file in `geo_app/`. The first is at the root."""

# Pages are files: AppTest cannot reach pages that are functions.
PAGES = {
    "map": "map/page.py",
    "invest": "invest/page.py",
    "planning": "planning/page.py",
    "delivery": "delivery/page.py",
    "indicators": "indicators/page.py",
    "briefing": "briefing/page.py",
    "sources": "sources/page.py",
}
