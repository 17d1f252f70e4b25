;; Reads a range of characters of a text page in one call and joins those of one word that touch to runs: calls inside WebAssembly
;; cost a tenth of calls into it, and JavaScript is left with a fifth of the items.
;;
;; A run holds printable ASCII (but the grave accent) and U+00C0 to U+00FF, set upright in one style on one baseline. Every other
;; character, and the one after it (which may belong under it, if it is an accent), is a record of its own.
;;
;; A record has 96 bytes: code of the first character, glyphs, flags (2 without a Unicode mapping, 4 another style than the record
;; before, 8 after a space, 16 after a gap that the engine takes for one), letters of the run in the text (0 if it is no run) as int32 at 0, 4, 8, 12; left, top, right, bottom
;; of the advance box as float32 at 16; origin x, y as float64 at 32; and with flag 4 the font as int32 at 48, its size as float64
;; at 56, the first four of the text matrix as float32 at 64; left of the last glyph as float32 and its object as int32 at 80, 84;
;; indexes of the first and the last character in the text page as int32 at 88, 92.
(module
  (import "env" "memory" (memory 1))
  (import "pdfium" "FPDFText_GetUnicode" (func $unicode (param i32 i32) (result i32)))
  (import "pdfium" "FPDFText_GetTextObject" (func $object (param i32 i32) (result i32)))
  (import "pdfium" "FPDFText_IsGenerated" (func $generated (param i32 i32) (result i32)))
  (import "pdfium" "FPDFText_HasUnicodeMapError" (func $unmapped (param i32 i32) (result i32)))
  (import "pdfium" "FPDFText_GetLooseCharBox" (func $box (param i32 i32 i32) (result i32)))
  (import "pdfium" "FPDFText_GetCharOrigin" (func $origin (param i32 i32 i32 i32) (result i32)))
  (import "pdfium" "FPDFTextObj_GetFont" (func $font (param i32) (result i32)))
  (import "pdfium" "FPDFText_GetFontSize" (func $size (param i32 i32) (result f64)))
  (import "pdfium" "FPDFText_GetMatrix" (func $matrix (param i32 i32 i32) (result i32)))

  ;; Spaces but U+0020, line ends included: some fonts map a space to one.
  (func $isOtherSpace (param $code i32) (result i32)
    (i32.or (i32.or (i32.or (i32.le_u (i32.sub (local.get $code) (i32.const 9)) (i32.const 4)) (i32.eq (local.get $code) (i32.const 0x85)))
        (i32.or (i32.eq (local.get $code) (i32.const 0xa0)) (i32.eq (local.get $code) (i32.const 0x3000))))
      (i32.or (i32.or (i32.le_u (i32.sub (local.get $code) (i32.const 0x2000)) (i32.const 0xb)) (i32.le_u (i32.sub (local.get $code) (i32.const 0x2028)) (i32.const 1)))
        (i32.or (i32.eq (local.get $code) (i32.const 0x202f)) (i32.eq (local.get $code) (i32.const 0x205f))))))

  (func $isPlain (param $code i32) (result i32)
    (i32.or (i32.le_u (i32.sub (local.get $code) (i32.const 0xc0)) (i32.const 0x3f))
      (i32.and (i32.le_u (i32.sub (local.get $code) (i32.const 0x21)) (i32.const 0x5d)) (i32.ne (local.get $code) (i32.const 0x60)))))

  ;; Whether two styles (font, size, a, b, c, d at 0, 8, 16) are the same.
  (func $isSame (param $one i32) (param $other i32) (result i32)
    (i32.and (i32.eq (i32.load (local.get $one)) (i32.load (local.get $other)))
      (i32.and (i64.eq (i64.load offset=8 (local.get $one)) (i64.load offset=8 (local.get $other)))
        (i32.and (i64.eq (i64.load offset=16 (local.get $one)) (i64.load offset=16 (local.get $other)))
          (i64.eq (i64.load offset=24 (local.get $one)) (i64.load offset=24 (local.get $other)))))))

  ;; Characters `index` to `end` of a text page to records at `out`, the letters of runs to `text`. `scratch` has 128 bytes: the
  ;; style at 0, the one that is compared with it at 32, box and origin at 80. `spaced` tells whether a space came before.
  ;; Gives the number of records times 2, and 1 if a space came last.
  (func (export "read") (param $page i32) (param $index i32) (param $end i32) (param $out i32) (param $text i32) (param $scratch i32) (param $spaced i32) (result i32)
    (local $code i32) (local $of i32) (local $before i32) (local $pending i32) (local $records i32) (local $open i32) (local $alone i32)
    (local $upright i32) (local $soft i32) (local $unmappedFlag i32) (local $plain i32) (local $em f32) (local $left f32) (local $gap f32)
    (local.set $alone (i32.const 1))
    (block $done
      (loop $next
        (br_if $done (i32.ge_s (local.get $index) (local.get $end)))
        (block $character
          (local.set $code (call $unicode (local.get $page) (local.get $index)))
          (if (i32.eq (call $generated (local.get $page) (local.get $index)) (i32.const 1))
            (then
              (if (i32.eq (local.get $code) (i32.const 0x20))
                (then
                  (local.set $soft (i32.const 16))
                  (local.set $open (i32.const 0))))
              (br $character)))
          (local.set $of (call $object (local.get $page) (local.get $index)))
          (if (i32.and (i32.ne (local.get $of) (i32.const 0)) (i32.ne (local.get $of) (local.get $before)))
            (then
              (i32.store offset=32 (local.get $scratch) (call $font (local.get $of)))
              (f64.store offset=40 (local.get $scratch) (call $size (local.get $page) (local.get $index)))
              (drop (call $matrix (local.get $page) (local.get $index) (i32.add (local.get $scratch) (i32.const 48))))
              (if (i32.or (i32.eqz (local.get $before)) (i32.eqz (call $isSame (local.get $scratch) (i32.add (local.get $scratch) (i32.const 32)))))
                (then
                  (memory.copy (local.get $scratch) (i32.add (local.get $scratch) (i32.const 32)) (i32.const 32))
                  (local.set $pending (i32.const 4))
                  (local.set $open (i32.const 0))
                  (local.set $upright (i32.and (f32.eq (f32.load offset=20 (local.get $scratch)) (f32.const 0))
                    (f32.gt (f32.mul (f32.load offset=16 (local.get $scratch)) (f32.demote_f64 (f64.load offset=8 (local.get $scratch)))) (f32.const 0))))
                  (local.set $em (f32.mul (f32.abs (f32.demote_f64 (f64.load offset=8 (local.get $scratch))))
                    (f32.sqrt (f32.add
                      (f32.mul (f32.load offset=24 (local.get $scratch)) (f32.load offset=24 (local.get $scratch)))
                      (f32.mul (f32.load offset=28 (local.get $scratch)) (f32.load offset=28 (local.get $scratch)))))))))
              (local.set $before (local.get $of))))
          ;; In a font without a mapping, the code of another space may be a letter.
          (if (if (result i32) (call $isOtherSpace (local.get $code))
              (then (i32.ne (call $unmapped (local.get $page) (local.get $index)) (i32.const 1)))
              (else (i32.eq (local.get $code) (i32.const 0x20))))
            (then
              (local.set $spaced (i32.const 1))
              (local.set $open (i32.const 0))
              (br $character)))
          (br_if $character (i32.eqz (local.get $of)))
          (local.set $unmappedFlag (i32.shl (i32.eq (call $unmapped (local.get $page) (local.get $index)) (i32.const 1)) (i32.const 1)))
          (drop (call $box (local.get $page) (local.get $index) (i32.add (local.get $scratch) (i32.const 80))))
          (drop (call $origin (local.get $page) (local.get $index) (i32.add (local.get $scratch) (i32.const 96)) (i32.add (local.get $scratch) (i32.const 104))))
          (local.set $plain (i32.and (i32.eqz (local.get $unmappedFlag)) (call $isPlain (local.get $code))))
          (local.set $left (f32.load offset=80 (local.get $scratch)))
          (if (i32.and (local.get $plain) (i32.ne (local.get $open) (i32.const 0)))
            (then
              (local.set $gap (f32.sub (local.get $left) (f32.load offset=24 (local.get $open))))
              ;; One glyph that stands for several letters, or the next one of the word.
              (if (i32.and (i32.eq (i32.load offset=84 (local.get $open)) (local.get $of))
                  (i32.and (f32.eq (f32.load offset=80 (local.get $open)) (local.get $left)) (f32.eq (f32.load offset=28 (local.get $open)) (f32.load offset=92 (local.get $scratch)))))
                (then
                  (i32.store8 (local.get $text) (local.get $code))
                  (local.set $text (i32.add (local.get $text) (i32.const 1)))
                  (i32.store offset=12 (local.get $open) (i32.add (i32.load offset=12 (local.get $open)) (i32.const 1)))
                  (i32.store offset=92 (local.get $open) (local.get $index))
                  (br $character)))
              (if (i32.and (f64.le (f64.abs (f64.sub (f64.load offset=104 (local.get $scratch)) (f64.load offset=40 (local.get $open)))) (f64.promote_f32 (f32.mul (local.get $em) (f32.const 0.01))))
                  (i32.and (f32.le (local.get $gap) (f32.mul (local.get $em) (f32.const 0.05))) (f32.ge (local.get $gap) (f32.mul (local.get $em) (f32.const -0.2)))))
                (then
                  (i32.store8 (local.get $text) (local.get $code))
                  (local.set $text (i32.add (local.get $text) (i32.const 1)))
                  (i32.store offset=4 (local.get $open) (i32.add (i32.load offset=4 (local.get $open)) (i32.const 1)))
                  (i32.store offset=12 (local.get $open) (i32.add (i32.load offset=12 (local.get $open)) (i32.const 1)))
                  (f32.store offset=24 (local.get $open) (f32.load offset=88 (local.get $scratch)))
                  (f32.store offset=28 (local.get $open) (f32.load offset=92 (local.get $scratch)))
                  (f32.store offset=80 (local.get $open) (local.get $left))
                  (i32.store offset=84 (local.get $open) (local.get $of))
                  (i32.store offset=92 (local.get $open) (local.get $index))
                  (br $character)))))
          (i32.store (local.get $out) (local.get $code))
          (i32.store offset=4 (local.get $out) (i32.const 1))
          (i32.store offset=8 (local.get $out) (i32.or (i32.or (local.get $unmappedFlag) (local.get $pending)) (i32.or (local.get $soft) (i32.shl (local.get $spaced) (i32.const 3)))))
          (i32.store offset=12 (local.get $out) (local.get $plain))
          (memory.copy (i32.add (local.get $out) (i32.const 16)) (i32.add (local.get $scratch) (i32.const 80)) (i32.const 32))
          (f32.store offset=80 (local.get $out) (local.get $left))
          (i32.store offset=84 (local.get $out) (local.get $of))
          (i32.store offset=88 (local.get $out) (local.get $index))
          (i32.store offset=92 (local.get $out) (local.get $index))
          (if (local.get $pending) (then (memory.copy (i32.add (local.get $out) (i32.const 48)) (local.get $scratch) (i32.const 32))))
          (local.set $open (i32.const 0))
          (if (local.get $plain)
            (then
              (i32.store8 (local.get $text) (local.get $code))
              (local.set $text (i32.add (local.get $text) (i32.const 1)))
              (if (i32.eqz (local.get $alone)) (then (if (local.get $upright) (then (local.set $open (local.get $out))))))
              (local.set $alone (i32.const 0)))
            (else (local.set $alone (i32.const 1))))
          (local.set $pending (i32.const 0))
          (local.set $soft (i32.const 0))
          (local.set $spaced (i32.const 0))
          (local.set $records (i32.add (local.get $records) (i32.const 1)))
          (local.set $out (i32.add (local.get $out) (i32.const 96))))
        (local.set $index (i32.add (local.get $index) (i32.const 1)))
        (br $next)))
    (i32.or (i32.shl (local.get $records) (i32.const 1)) (local.get $spaced))))
