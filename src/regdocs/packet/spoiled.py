"""What makes an attachment unfit to be handed in, said so that a person can mend it."""

from __future__ import annotations

from dataclasses import dataclass

from regdocs.finding import Finding, Place, Severity
from regdocs.language import Bilingual


@dataclass
class Spoiled(Exception):
    """A file that can't go into a packet; `rule` stands without its prefix `attachment/`."""

    rule: str
    ko: str
    en: str
    remedy: tuple[str, str] | None = None

    def finding(self, name: str, place: Place) -> Finding:
        """As a finding that names the file."""
        return Finding(
            f"attachment/{self.rule}",
            Severity.ERROR,
            Bilingual(f"{name}: {self.ko}", f"{name}: {self.en}"),
            place,
            Bilingual(*self.remedy) if self.remedy else None,
        )


PRINT_AGAIN = ("원본을 다시 PDF로 저장하여 첨부하십시오", "save the original as PDF again and attach that")
SCAN_AGAIN = ("다시 스캔하거나 다른 형식으로 저장하여 첨부하십시오", "scan it again or save it in another form")
EXPORT = ("PDF로 저장하여 첨부하십시오", "save it as PDF and attach that")


def damaged(detail: str = "") -> Spoiled:
    """A file that can't be read to its end."""
    tail = f" ({detail})" if detail else ""
    return Spoiled("damaged", f"손상되어 읽을 수 없음{tail}", f"is damaged and can't be read{tail}", PRINT_AGAIN)


def encrypted() -> Spoiled:
    """A file that asks for a password or forbids changes."""
    remedy = "암호와 보안 설정을 없앤 파일을 첨부하십시오", "attach a copy without password and security settings"
    return Spoiled("encrypted", "암호화되어 있음", "is encrypted", remedy)


def scripted(what: str) -> Spoiled:
    """A file that does something by itself."""
    remedy = "인쇄하듯 다시 PDF로 저장하면 없어집니다", "printing it to a new PDF takes that away"
    return Spoiled("scripted", f"실행되는 내용이 들어 있음({what})", f"holds active content ({what})", remedy)


def too_much(what: str, amount: int, most: int) -> Spoiled:
    """A file beyond a limit of packets.yaml; `what` is bytes, pages, unpacked or pixels."""
    units = {
        "bytes": ("크기", "바이트"),
        "pages": ("쪽수", "쪽"),
        "unpacked": ("압축을 푼 크기", "바이트"),
        "pixels": ("화소", "화소"),
    }
    name, unit = units[what]
    ko = f"{name}가 한도를 넘음({amount:,}{unit} 이상, 한도 {most:,}{unit})"
    en = f"is beyond the limit of {what} ({amount:,} or more; at most {most:,})"
    return Spoiled("too-large", ko, en, ("나누어 첨부하십시오", "attach it in several files"))
