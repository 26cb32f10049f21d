"""What the screens of every audience share: the gate, forms and fields, base templates and style."""
