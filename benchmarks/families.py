"""Families of words for `benchmarks/search.py`: written by hand, before anything was measured with them.

A family holds forms of one word that somebody who asks for one of them would want. Arabic forms stand without clitics;
`pattern` also finds them behind و ف ب ك ل and the article, as the texts write them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

COMMON = (
    ("migrants", "en"), ("migration", "en"), ("rights", "en"), ("countries", "en"), ("work", "en"),
    ("المهاجرين", "ar"), ("الهجرة", "ar"), ("حقوق", "ar"), ("الدول", "ar"), ("العمل", "ar"),
    ("migrants", "fr"), ("droits", "fr"), ("pays", "fr"), ("travail", "fr"),
)  # fmt: skip

FAMILIES: dict[str, list[list[str]]] = {
    "ar": [line.split() for line in """
        مهاجر مهاجرة مهاجرون مهاجرين مهاجرات
        هجرة هجرات
        لاجئ لاجئة لاجئون لاجئين لاجئات
        نقابة نقابات نقابي نقابية
        عامل عاملة عاملون عاملين عاملات عمال
        حق حقوق حقوقهم حقوقهن
        طفل طفلة أطفال طفولة
        دولة دول دولي دولية
        بلد بلدان بلاد
        سياسة سياسات سياسي سياسية
        قانون قوانين قانوني قانونية
        توصية توصيات
        خدمة خدمات خدماتها
        مجتمع مجتمعات مجتمعي مجتمعية
        منظمة منظمات
        اتفاق اتفاقية اتفاقيات اتفاقات
        امرأة نساء نسائية
        شاب شباب شبابية
        تمييز تمييزي تمييزية
        مدرسة مدارس
        تحويلة تحويلات
        شبكة شبكات
        حدود حدودي حدودية
        برنامج برامج
        مؤسسة مؤسسات مؤسسي مؤسسية
        مشارك مشاركة مشاركون مشاركين مشاركات
        احتجاز احتجازهم محتجز محتجزين
        معلومة معلومات معلوماتي
        حكومة حكومات حكومي حكومية
        تحدي تحديات
        مدينة مدن
        أسرة أسر
        تأشيرة تأشيرات
        ضحية ضحايا
        جنسية جنسيات
    """.strip().splitlines()],
    "en": [line.split() for line in """
        ratify ratifies ratified ratifying ratification ratifications
        migrate migrates migrated migrating migration migrations
        migrant migrants
        recruit recruits recruited recruiting recruitment recruiter recruiters
        protect protects protected protecting protection protections
        detain detains detained detaining detention
        integrate integrated integrating integration
        discriminate discriminated discriminating discrimination discriminatory
        child children
        woman women
        country countries
        policy policies
        right rights
        worker workers
        refugee refugees
        remittance remittances
        organisation organisations organization organizations
        society societies
        agency agencies
        traffic trafficking trafficked traffickers trafficker
        educate educated education educational
        employ employs employed employing employment employer employers
        participate participates participated participating participation participants participant
        recommend recommends recommended recommendation recommendations
        regular regularly regularise regularised regularisation
        border borders
        vulnerable vulnerability vulnerabilities
        return returns returned returning returnees returnee
        implement implements implemented implementing implementation
        cooperate cooperates cooperating cooperation
        service services
        family families
        city cities
        skill skills skilled
        visa visas
    """.strip().splitlines()],
    "fr": [line.split() for line in """
        migrant migrante migrants migrantes
        migration migrations migratoire migratoires
        ratifier ratifie ratifient ratifié ratifiée ratifiées ratification ratifications
        travailleur travailleuse travailleurs travailleuses
        travail travaux
        enfant enfants
        femme femmes
        droit droits
        national nationale nationaux nationales
        local locale locaux locales
        social sociale sociaux sociales
        pays
        protéger protège protègent protégé protégée protégés protection
        recruter recrute recrutement recruté recrutés
        discriminer discrimination discriminations discriminatoire discriminatoires
        politique politiques
        réfugié réfugiée réfugiés réfugiées
        société sociétés
        école écoles
        frontière frontières frontalier frontaliers
        participer participe participent participation participants participant
        intégrer intègre intégration intégré intégrés
        organisation organisations
        recommandation recommandations recommander recommande recommandent
        vulnérable vulnérables vulnérabilité vulnérabilités
        régulier régulière réguliers régulières régularisation
        service services
        famille familles familial familiale familiales
        transfert transferts transférer
        retour retours retourner retournent
        éducation éducatif éducatifs éducative
        employeur employeurs emploi emplois employer
        pêcheur pêcheurs pêche
        ville villes
        visa visas
    """.strip().splitlines()],
}  # fmt: skip


def pattern(lang: str, folded: Sequence[str]) -> str:
    """The forms as whole words in folded text; in Arabic also behind clitics and the article."""
    either = "|".join(sorted(map(re.escape, folded), key=len, reverse=True))
    if lang == "ar":
        return rf" (?:[وف]?(?:[بك]?ال|لل|[بكل])?|[وف]?ل?)(?:{either}) "
    return rf" (?:(?:[dlnsmtcj]|qu)['’])?(?:{either}) "
