"""The pages of the app: address → file in `geo_app/`. The first is at the root.

`menu.<address>` of messages.toml is the name in the menu. How to add a page: CONTRIBUTING.md.
"""

# Pages are files: AppTest cannot reach pages that are functions.
# one line for each new page, in the order of the menu
PAGES = {
    "map": "map/page.py",
    "invest": "invest/page.py",
    "planning": "planning/page.py",
    "delivery": "delivery/page.py",
    "indicators": "indicators/page.py",
    "briefing": "briefing/page.py",
    "sources": "sources/page.py",
}
