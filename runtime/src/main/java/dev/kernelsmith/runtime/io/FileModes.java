package dev.kernelsmith.runtime.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who may do what with a file.
 *
 * @param attributes owner, group and permissions; null where there is no file, or the file system knows none
 */
record FileModes(@Nullable PosixFileAttributes attributes) {
  /** Those of a file. */
  static FileModes of(Path file) throws IOException {
    PosixFileAttributeView view = view(file);
    return new FileModes(
        view == null || !Files.exists(file, LinkOption.NOFOLLOW_LINKS) ? null : view.readAttributes());
  }

  private static @Nullable PosixFileAttributeView view(Path file) {
    return Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
  }

  /** What a file is created with that gets these later: nobody else may read it before. */
  FileAttribute<?>[] whileWritten() {
    if (attributes == null) {
      return new FileAttribute<?>[0];
    }
    return new FileAttribute<?>[] {
      PosixFilePermissions.asFileAttribute(
          EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE))};
  }

  /**
   * Gives them to another file of this user. Owner and group stay where the user may not change them; another group
   * then gets no more rights than all others have.
   */
  void apply(Path file) throws IOException {
    PosixFileAttributeView view = view(file);
    if (attributes == null || view == null) {
      return;
    }
    Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
    permissions.addAll(attributes.permissions());
    PosixFileAttributes own = view.readAttributes();
    if (!own.group().equals(attributes.group()) && !allowed(() -> view.setGroup(attributes.group()))) {
      reduce(permissions, PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);
      reduce(permissions, PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);
      reduce(permissions, PosixFilePermission.GROUP_EXECUTE, PosixFilePermission.OTHERS_EXECUTE);
    }
    allowed(() -> view.setPermissions(permissions));
    if (!own.owner().equals(attributes.owner())) {
      allowed(() -> view.setOwner(attributes.owner()));
    }
  }

  private static void reduce(Set<PosixFilePermission> permissions, PosixFilePermission one, PosixFilePermission other) {
    if (!permissions.contains(other)) {
      permissions.remove(one);
    }
  }

  private interface Change {
    void make() throws IOException;
  }

  private static boolean allowed(Change change) {
    try {
      change.make();
      return true;
    } catch (IOException notAllowed) {
      return false;
    }
  }
}
