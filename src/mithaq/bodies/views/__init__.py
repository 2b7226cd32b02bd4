"""Pages of bodies: who belongs to what, who sits where until when, and every act on a seat."""
