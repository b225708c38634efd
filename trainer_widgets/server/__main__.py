"""``python -m trainer_widgets.server``: a shared JupyterLab on this machine."""

from trainer_widgets.server.shared_lab import start

if __name__ == "__main__":
    start()
