"""The competence frameworks that tracks may serve."""

from collections.abc import Mapping

FRAMEWORKS: Mapping[str, tuple[str, str]] = {
    "ailit-engaging": ("AILit (EC and OECD, 2026)", "engaging with AI"),
    "ailit-creating": ("AILit (EC and OECD, 2026)", "creating with AI"),
    "ailit-managing": ("AILit (EC and OECD, 2026)", "managing AI"),
    "digcomp-creation": ("DigComp 3.0 (EC, 2025)", "content creation"),
    "digcomp-problems": ("DigComp 3.0 (EC, 2025)", "problem solving"),
    "digcomp-safety": ("DigComp 3.0 (EC, 2025)", "safety, wellbeing and responsible use"),
    "unesco-teachers": ("UNESCO AI competency framework for teachers", "those who teach others"),
    "757-citizens": ("Quyết định 757/QĐ-BKHCN (29/4/2025)", "citizens"),
    "757-officials": ("Quyết định 757/QĐ-BKHCN (29/4/2025)", "officials"),
    "757-workers": ("Quyết định 757/QĐ-BKHCN (29/4/2025)", "workers in enterprises"),
}
"""Frameworks that a track may serve, by mark: their name, and which part (curriculum reference, section 1.2)."""
