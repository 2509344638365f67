"""The spaCy components, in the order in which a pipeline runs them; a new extractor is a file and a line here."""

from importlib import import_module

# factory name -> module that registers it
COMPONENTS = {
    "eip_figures": "nlp.components.quantity",
    "eip_names": "nlp.components.names",
    "eip_dates": "nlp.components.dates",
}


def register_components() -> None:
    """Import every component's module, which registers its spaCy factory."""
    for module in COMPONENTS.values():
        import_module(module)
