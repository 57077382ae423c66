"""An invented corpus and a stand-in for PubMed, so that everything runs without the network."""
