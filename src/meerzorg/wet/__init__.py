"""The law of meerzorg thuis, written in the language of `regeltaal`."""
