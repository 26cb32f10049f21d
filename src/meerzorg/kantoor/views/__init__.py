"""The views, one module per screen or group of acts; each lists its addresses in `adressen`."""
