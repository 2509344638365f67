"""Tell the sorts of names apart that speak differently of figures: a ministry reports them, a firm owns them."""

import re

from config.gazetteer import fold_name
from config.schema import Mention

_FIRM = re.compile(  # by its legal form, whatever its name says: "Công ty TNHH một thành viên Môi trường X"
    r"^(?:cong ty|tap doan|tong cong ty|ctcp|dntn|doanh nghiep tu nhan)\b|"
    r"\b(?:jsc|ltd|corp|corporation|company|(?<!bank )group|inc|llc|pte|tnhh)$"
)
_AUTHORITY = re.compile(
    r"^(?:vu|bo(?! y)|hoi|vien|phan vien|truong) |"
    r"\b(ban quan ly|ban qlkkt|bql|ubnd|uy ban|so (?:ke hoach|cong thuong|tai nguyen|khoa hoc|xay dung|tai chinh|"
    r"nong nghiep|lao dong)|"
    r"thu tuong|chinh phu|quoc hoi|cuc|tong cuc|hoi dong|tinh uy|thanh uy|cong an|hai quan|hiep hoi|hoc vien|"
    r"trung tam|dai hoc|ngan hang|bank|to chuc|lien doan|lien hiep|benh vien|"
    r"kho bac|toa an|thanh tra|canh sat|dang uy"
    r"|ministry|ministries|department|committee|authority|authorities|board|government|assembly|agency|council|"
    r"office|association"
    r"|chamber|university|institute|bureau|administration|management|customs|party|union|prime minister|"
    r"cent(?:er|re)|federation|confederation|hospital|school|college|academy|treasury|court|police|organi[sz]ation|"
    r"hepza|diza|iza|mopi|fia|gso|mard|moc|molisa|"
    r"biza|heza|mpi|moit|monre|ipa"
    r"|(?:climate|trust|protection|environment\w*) (?:fund|facility)"
    r"|quy (?:bao ve|moi truong|khi hau|uy thac|tin dung xanh)"
    r"|unido|world bank|ifc|seco|gef|undp|adb|wb|eu|giz|jica|koica|usaid|wwf|imf|oecd|wto|who|ilo|rina|"
    r"vncpc|vcci|evn spc|ssc|ubcknn|vgcl)\b"
)
_NEWSPAPER = re.compile(r"(?:[Bb]áo|BÁO|Bao|BAO) (?!b[iì]\b)")  # no "Bảo Minh", no "Bao bì" (packaging)
_BROKER = re.compile(r"\b(?:chung khoan|securities|stock exchange|cbre|jll|savills|cushman|colliers|knight frank)\b")
_MEDIUM = re.compile(
    r"\b(tap chi|thoi bao|dai truyen hinh|ttxvn|vna|vns|vov|vtv|vnexpress|tuoi tre|thanh nien|cafef|cafeland|"
    r"news|times|newspaper|"
    r"bizhub|biz hub|nikkei|reuters|bloomberg|vneconomy|vietnamplus|batdongsan|asia review|daily|journal|review|"
    r"post|magazine|online|"
    r"afp|nna|yonhap|xinhua|kyodo|cnbc|cnn|bbc|dan tri|tien phong|nhan dan|nguoi lao dong|vietbao|vir|sggp|vtc|htv|"
    r"bnews|hose|hsx|hnx|upcom|giao dich chung khoan|ctck)\b"
)
_SITE = re.compile(r"\w\.(?:com|vn|net|org)\b", re.I)  # Plasteurope.com, but no Hoá chất VN
_FOREIGN = re.compile(
    r"^(?:the )?(han quoc|nhat ban|nhat|trung quoc|dai loan|hong kong|singapore|thai lan|my|hoa ky|duc|phap|anh|"
    r"an do|malaysia|indonesia|philippines|"
    r"lao|campuchia|thuy si|thuy dien|dan mach|ha lan|y|uc|nga|chau a|chau au|dong nam a|asean|japan|(?:south |"
    r"republic of )?korea|china|taiwan|"
    r"thailand|us|usa|united states|america|germany|france|uk|britain|india|laos|cambodia|myanmar|switzerland|"
    r"sweden|denmark|netherlands|italy|"
    r"australia|russia|asia|southeast asia|europe|eu|brazil|serbia|mongolia|rok|prc|bangkok|tokyo|seoul|beijing|"
    r"israel|canada)$"
)
_HOME = re.compile(r"^(?:nuoc )?(viet ?nam|ca nuoc|vn)$")
_MINOR = re.compile(
    r"\b(huyen|quan|xa|phuong|thi tran|thi xa|thon|ap|duong|quoc lo|cao toc|cang|san bay|ga|song|cau|district|"
    r"commune|ward|town|township|village|"
    r"street|road|highway|expressway|port|airport|station|river|bridge|hamlet|seaport|border gate)\b"
)
_PORT = re.compile(r"^(?:cang|san bay)\b|\b(?:ports?|airport|seaport|deep water port)$")
_PROGRAMME = re.compile(  # also the titles of those that bring the eco-industrial park to Vietnam
    r"\b(?:programme|program|project|initiative|du an|chuong trinh|sang kien|geipp|(?:huong|phuong phap) tiep can)\b"
)
_RUNS_PROGRAMMES = re.compile(
    r"\b(?:unit|board|office|nations|ban quan ly|bql|van phong|to hop|lien hop quoc|lien hiep quoc|lhq|un|unep|undp)\b"
)
_CALLED_BEFORE = re.compile(r"\b(?:dự án|chương trình|sáng kiến|hợp phần)\s[“\"'‘«]?$", re.I)
_CALLED_BEHIND = re.compile(r"[”\"'’»]?\s(?:projects?|programme|program|initiative)\b")
_CALL = 26  # letters before a name in which it may be called a programme
_WORKS = re.compile(r"\b(?:nha may|khu lien hop|to hop|lien hop|plant|factory|complex)\b")
_MINISTRY_KINDS = (
    "ministry",
    "authority",
    "agency",
    "department",
    "association",
    "university",
    "donor",
    "government",
    "institute",
)


def sort_of(mention: Mention, folded: str) -> str:
    """Return PARK, zone, firm, authority, programme, medium, country, abroad, minor (below a province) or province.

    A programme is also a project with a name of its own. A medium is whoever tells of others: newspapers, stock
    exchanges, brokers, property consultants.
    """
    kind = mention.kind or ""
    if mention.label == "PARK" and _PORT.search(folded):
        return "minor"
    if mention.label == "PARK":
        return (
            "zone"
            if re.search(r"\b(kkt|k?ktck|khu kinh te|economic zones?|ezs?)\b", folded) or kind == "economic_zone"
            else "PARK"
        )
    if mention.label == "ORG":
        return _sort_organisation(mention.evidence.surface, folded, kind)
    if kind == "home" or _HOME.search(folded):
        return "country"
    if kind == "country" or _FOREIGN.search(folded):
        return "abroad"
    if not kind and _WORKS.search(folded):
        return "firm"  # a named plant, whatever it lies in
    return "minor" if kind in {"district", "ward", "commune"} or _MINOR.search(folded) else "province"


def is_called_programme(mention: Mention, text: str) -> bool:
    """Tell whether the words beside the name of an unknown organisation call it a project: "dự án Eco-Fair"."""
    at = mention.evidence
    if mention.label != "ORG" or mention.kind:
        return False
    before = text[max(0, at.start - _CALL) : at.start]
    called = _CALLED_BEFORE.search(before) or _CALLED_BEHIND.match(text, at.end)
    return called is not None and not _WORKS.search(fold_name(at.surface))


def _sort_organisation(surface: str, folded: str, kind: str) -> str:
    if kind in {"medium", "media"} or _BROKER.search(folded) or _SITE.search(surface):
        return "medium"
    if kind in _MINISTRY_KINDS:
        return "authority"
    if kind == "programme":
        return kind
    if _FIRM.search(folded):
        return "firm"
    if not kind and _PROGRAMME.search(folded) and not _RUNS_PROGRAMMES.search(folded):
        return "programme"
    if _MEDIUM.search(folded) or _NEWSPAPER.match(surface):
        return "medium"
    return "authority" if _AUTHORITY.search(folded) else "firm"
