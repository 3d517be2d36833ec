"""The addresses of Streamlit's own server; what is not named here, nobody gets."""

HEALTH = "/_stcore/health"
STREAM = "/_stcore/stream"
HOST_CONFIG = "/_stcore/host-config"
UPLOADS = "/_stcore/upload_file/"
STATIC = "/static/"
COMPONENTS = "/_stcore/bidi-components/"
