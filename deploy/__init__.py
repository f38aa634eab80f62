"""Several processes of the app behind one address: started, watched and restarted one by one; nginx in front."""
