"""What runs in the confined child: it reads strangers' files, and knows nothing of Django."""
