//! The codes of documents that have no output, or an incomplete one.

use super::Code;

/// Why a document failed or is incomplete, sorted.
pub const FAILURES: &[Code] = &[
    Code {
        kod: "arbetare",
        cause: "no worker process could be started for the document",
        remedy: "try again with fewer jobs (-j), or without worker processes (--no-isolation)",
        example: "a machine that has no processes left",
    },
    Code {
        kod: "avbruten",
        cause: "the run was interrupted while the document was converted",
        remedy: "start the same command again: it goes on with this document",
        example: "Ctrl-C",
    },
    Code {
        kod: "dodad",
        cause: "the document's worker process was killed from outside, twice",
        remedy: "try again with fewer jobs (-j): the machine may have run out of memory",
        example: "the system ended the worker to free memory",
    },
    Code {
        kod: "grans",
        cause: "the file is larger than a limit allows",
        remedy: "raise the limit that the message names, with --limit NAME=VALUE",
        example: "a file of 2 GiB, where file-bytes allows one",
    },
    Code {
        kod: "krasch",
        cause: "a fault in the program: the document ended its worker process, twice",
        remedy: "report the file",
        example: "a font whose table leads the reader in circles",
    },
    Code {
        kod: "krypterad",
        cause: "the file is encrypted, and no given password fits",
        remedy: "give its password with --password-file",
        example: "a protocol that only the committee may open",
    },
    Code {
        kod: "lasfel",
        cause: "the input could not be read, or changed while it was read",
        remedy: "check the path, the permissions and the disk, and start the same command again",
        example: "a file that is still being downloaded",
    },
    Code {
        kod: "minne",
        cause: "the document needs more memory than it may use",
        remedy: "raise --max-memory",
        example: "a page of a million letters, within 64 MiB",
    },
    Code {
        kod: "ofullstandig",
        cause: "a part of the file could not be read (exit code 3), or with --strict text found no place: the output is written all the same, and `redovisning.saknas` tells what is missing",
        remedy: "look at what `redovisning.saknas` names; have the file made anew",
        example: "a page of 40 is a scan without a text layer",
    },
    Code {
        kod: "okant-format",
        cause: "the file is neither a PDF nor a text",
        remedy: "convert it to a PDF with the program that made it",
        example: "a .docx that is called .pdf",
    },
    Code {
        kod: "panik",
        cause: "a fault in the program: the conversion stopped in the midst of the document",
        remedy: "report the file",
        example: "a page that the reader did not expect",
    },
    Code {
        kod: "skrivfel",
        cause: "the output could not be written",
        remedy: "make room, or change the folder's permissions, and start the same command again",
        example: "a full disk",
    },
    Code {
        kod: "tidsgrans",
        cause: "the document took longer than it may",
        remedy: "raise --timeout",
        example: "a page with 200,000 table cells, within 5 seconds",
    },
    Code {
        kod: "tom",
        cause: "the file has no bytes",
        remedy: "get the file again",
        example: "a download that never began",
    },
    Code {
        kod: "trasig",
        cause: "the PDF is broken so that no page can be found in it",
        remedy: "open and save it again with the program that made it",
        example: "the first half of a file that was cut off",
    },
];
