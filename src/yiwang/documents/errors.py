# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""Everything that the room of files and documents can refuse."""

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.errors import DomainError, Forbidden, Kind, NotFound


class FileNotFound(NotFound):
    """There is no such file, or the actor may not know that there is."""

    code = "documents.file_not_found"
    sentence = _("没有找到这个文件。")


class DocumentNotFound(NotFound):
    """There is no such document."""

    code = "documents.document_not_found"
    sentence = _("没有找到这份文书。")


class TooManyFiles(DomainError):
    """One citizen handed in more within a day than any application needs."""

    code = "documents.too_many_files"
    kind = Kind.TOO_MANY
    sentence = _("您一天内上传的文件太多，请明天再传；急需办理的，请到窗口提交。")


class EmptyFile(DomainError):
    """Nothing was sent."""

    code = "documents.empty_file"
    sentence = _("这个文件是空的，请重新选择文件。")


class FileTooLarge(DomainError):
    """More bytes than one file may have."""

    code = "documents.file_too_large"
    kind = Kind.TOO_LARGE
    sentence = _("文件超过了 %(limit)s MB 的上限，请压缩或分成几个文件后再上传。")


class UploadCutOff(DomainError):
    """Fewer bytes came than were announced."""

    code = "documents.upload_cut_off"
    kind = Kind.MALFORMED
    sentence = _("文件没有传完就断开了，请重新上传。")


class KindNotAllowed(DomainError):
    """The content is of a kind that this site does not take."""

    code = "documents.kind_not_allowed"
    kind = Kind.UNSUPPORTED
    sentence = _("不能上传这种文件（%(found)s）。可以上传的有：%(allowed)s。")


class TypesettingBusy(DomainError):
    """As many pages are being set in type as this machine can bear."""

    code = "documents.typesetting_busy"
    kind = Kind.UNAVAILABLE
    sentence = _("现在排版的文书太多，请过几秒再试。")
    retry_after = 5


class NameDoesNotMatch(DomainError):
    """The name promises another kind of file than the content is."""

    code = "documents.name_does_not_match"
    sentence = _(
        "文件名以“%(extension)s”结尾，但内容其实是%(found)s。请用原来的格式重新保存后上传。"
    )


class DamagedContent(DomainError):
    """The file begins like its kind but cannot be read as one."""

    code = "documents.damaged_content"
    sentence = _("文件内容不完整或已经损坏，请重新生成后上传。")


class PictureTooLarge(DomainError):
    """More pixels than a picture may have."""

    code = "documents.picture_too_large"
    sentence = _("图片尺寸为 %(width)s × %(height)s，超过了上限，请缩小后再上传。")


class ArchiveTooLarge(DomainError):
    """An archive, or an office file that is one inside, unpacks to too much."""

    code = "documents.archive_too_large"
    sentence = _("文件解开后的内容过大或过多，不能上传。请减少内容或分成几个文件。")


class ArchiveRefused(DomainError):
    """An archive holds something that this site does not take."""

    code = "documents.archive_refused"
    sentence = _("文件里含有不能接收的内容：%(what)s。请去掉后再上传，或另存为 PDF 上传。")


class FileEncrypted(DomainError):
    """The content is locked with a password."""

    code = "documents.file_encrypted"
    sentence = _("文件设置了密码或限制，工作人员无法查看。请去掉密码后再上传。")


class PdfActive(DomainError):
    """A PDF that acts: scripts, launches, attachments, forms that send."""

    code = "documents.pdf_active"
    sentence = _(
        "PDF 里含有脚本、附件或会自动执行的动作，不能上传。请用“打印为 PDF”重新生成后上传。"
    )


class FileInfected(DomainError):
    """The virus scanner found something."""

    code = "documents.file_infected"
    sentence = _("查毒软件在文件中发现了病毒，文件没有保存。请换一个文件。")


class ScannerUnavailable(DomainError):
    """A scanner is set but does not answer; nothing is taken unscanned."""

    code = "documents.scanner_unavailable"
    kind = Kind.UNAVAILABLE
    sentence = _("查毒服务暂时没有响应，文件没有保存，请稍后再试。")


class FileNotScanned(DomainError):
    """The file still waits for the scanner."""

    code = "documents.file_not_scanned"
    kind = Kind.UNAVAILABLE
    sentence = _("文件正在等待查毒，请稍后再打开。")


class StorageUnavailable(DomainError):
    """The store could not write: full, broken or gone."""

    code = "documents.storage_unavailable"
    kind = Kind.UNAVAILABLE
    sentence = _("文件暂时存不下来，没有保存，请稍后再试。")


class FileMissing(DomainError):
    """A row points to an object that the store does not have: never by our own doing."""

    code = "documents.file_missing"
    kind = Kind.UNAVAILABLE
    sentence = _("文件暂时读不出来，我们已经记录这个问题。请稍后再试或联系窗口。")


class FileCorrupted(DomainError):
    """The stored bytes are not those that were stored: their SHA-256 differs."""

    code = "documents.file_corrupted"
    kind = Kind.UNAVAILABLE
    sentence = _("文件在存储中已损坏，为避免误用没有打开。我们已经记录这个问题，请联系窗口。")


class FileInUse(DomainError):
    """A case or a document holds the file."""

    code = "documents.file_in_use"
    kind = Kind.CONFLICT
    sentence = _("这个文件已经用于办件，不能删除。")


class CursorMalformed(DomainError):
    """The place to go on from is not one that the list gave out."""

    code = "documents.cursor_malformed"
    kind = Kind.MALFORMED
    sentence = _("翻页的位置不对，请从第一页重新看起。")


class WrongNoticeData(DomainError):
    """The data are not those that this kind of notice needs."""

    code = "documents.wrong_notice_data"
    sentence = _("生成文书的内容不完整或不符合要求：%(what)s")


class UnknownVerificationCode(NotFound):
    """No document carries this code."""

    code = "documents.unknown_verification_code"
    sentence = _(
        "没有查到这个核验码对应的文书。请核对后再试；如仍查不到，这份文书可能不是本平台出具的。"
    )


class TemplateNotFound(NotFound):
    """There is no such template or version, or the actor's post sees none of it."""

    code = "documents.template_not_found"
    sentence = _("没有找到这个文书模板。")


class NotYourTemplate(Forbidden):
    """The post neither writes nor publishes templates here."""

    code = "documents.not_your_template"
    sentence = _("您的岗位不能这样处理这个文书模板。")


class TemplateExists(DomainError):
    """There is a template for this kind, department and item."""

    code = "documents.template_exists"
    kind = Kind.CONFLICT
    sentence = _("这种文书在这个范围内已经有模板，请在那里起草新的版本。")


class TemplateChanged(DomainError):
    """Somebody changed the version, or moved it on, since it was read."""

    code = "documents.template_changed"
    kind = Kind.CONFLICT
    sentence = _("这个版本已被修改或者状态已变，请刷新后再处理。")


class TemplateInvalid(DomainError):
    """A template that may not be published; ``errors`` name lines and what is missing."""

    code = "documents.template_invalid"
    sentence = _("文书模板有误：%(summary)s。")


class TemplateNeedsAnother(Forbidden):
    """Whoever wrote or proposed it does not publish it."""

    code = "documents.template_needs_another"
    sentence = _("起草或者提交的人不能发布，须由另一个有发布权限的人发布。")
