"""The pages of the app: address → file in `views/`. The first is at the root."""

# Pages are files: AppTest cannot reach pages that are functions.
PAGES = {
    "map": "map_view.py",
    "invest": "invest_view.py",
    "planning": "planning_view.py",
    "delivery": "delivery_view.py",
    "indicators": "indicators_view.py",
    "briefing": "briefing_view.py",
    "sources": "sources_view.py",
}
