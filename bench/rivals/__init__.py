"""What Muster is compared with: small honest programs, each as its library's own documentation would write it."""
