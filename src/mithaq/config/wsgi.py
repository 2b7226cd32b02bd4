"""The door for a WSGI server."""

import logging
import os
import threading

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mithaq.config.settings")
application = get_wsgi_application()


def _warm() -> None:
    """Read what the first page would wait for. What fails here fails again, and is seen, when it is asked for."""
    from django.db import connections
    from django.urls import get_resolver

    from mithaq.evidence import services as evidence  # inline: models need django.setup()
    from mithaq.foundation import settled

    try:
        len(get_resolver().url_patterns)
        evidence.warm()
    except Exception:
        logging.getLogger("mithaq").warning("nothing was read ahead", exc_info=True)
    finally:
        connections.close_all()
        settled.settle()


threading.Thread(target=_warm, name="warm", daemon=True).start()
